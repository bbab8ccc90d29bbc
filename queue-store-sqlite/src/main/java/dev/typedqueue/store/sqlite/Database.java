package dev.typedqueue.store.sqlite;

import java.sql.SQLException;

/**
 * What the open sessions of a store share: the writer, the readers and the numbers of names.
 *
 * @param settings the store's configuration
 * @param writer runs what writes
 * @param readers run what only reads
 * @param names the numbers of queues and kinds
 */
record Database(Settings settings, GroupCommit writer, ReadPool readers, Names names) implements AutoCloseable {

    /** Opens the file, creates it if need be, and brings its tables up to date. */
    static Database open(Settings settings) {
        Connections connections = new Connections(settings);
        connections.requireUsablePath();
        GroupCommit writer = new GroupCommit(connections, openWriter(connections));
        writer.start();
        return new Database(settings, writer, new ReadPool(connections), new Names(writer));
    }

    private static Sql openWriter(Connections connections) {
        try {
            Sql sql = connections.openWriter(true);
            try {
                Migrations.run(sql, connections.settings());
                return sql;
            } catch (SQLException | RuntimeException e) {
                sql.close();
                throw e;
            }
        } catch (SQLException e) {
            throw Faults.of(connections.settings(), e);
        }
    }

    @Override
    public void close() {
        readers.close();
        writer.close();
    }
}
