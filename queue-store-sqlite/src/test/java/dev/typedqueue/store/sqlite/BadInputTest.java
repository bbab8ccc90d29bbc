package dev.typedqueue.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.typedqueue.StoreException;
import dev.typedqueue.spi.StoreSession;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class BadInputTest {

    @TempDir
    Path directory;

    private Path file() {
        return directory.resolve("jobs.db");
    }

    private static void assertRefused(Path path, boolean passing, String... inMessage) {
        assertThatThrownBy(() -> SqliteStore.at(path)
                        .withBusyTimeout(Duration.ofMillis(100))
                        .open("main")
                        .close())
                .isInstanceOfSatisfying(StoreException.class, e -> {
                    assertThat(e.isPassing()).isEqualTo(passing);
                    assertThat(e).hasMessageContaining(path.toString()).hasMessageContainingAll(inMessage);
                });
    }

    private void createStore() {
        try (StoreSession session = SqliteStore.at(file()).open("main")) {
            session.insert(TestNode.jobs(1));
        }
    }

    @Test
    void aDirectoryIsRefused() {
        assertRefused(directory, false, "is a directory", "jobs.db");
    }

    @Test
    void aMissingParentIsRefusedAndNotCreated() {
        Path missing = directory.resolve("volume");

        assertRefused(missing.resolve("jobs.db"), false, "does not exist", "mount");
        assertThat(missing).doesNotExist();
    }

    @Test
    void aParentThatIsAFileIsRefused() throws Exception {
        Path parent = Files.writeString(directory.resolve("data"), "text");

        assertRefused(parent.resolve("jobs.db"), false, "is a file, and should be a directory");
    }

    @Test
    void aFileThatIsNoDatabaseIsRefusedAndLeftAsItIs() throws Exception {
        String text = "These are the minutes of our meeting. ".repeat(100);
        Files.writeString(file(), text);

        assertRefused(file(), false, "is not an SQLite database");
        assertThat(file()).hasContent(text);
    }

    @Test
    void anEmptyFileIsAnEmptyDatabase() throws Exception {
        Files.createFile(file());

        createStore();

        assertThat(file()).isNotEmptyFile();
    }

    @Test
    void aNewerVersionOfTheTablesIsRefused() throws Exception {
        createStore();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO typedqueue_schema VALUES (99, 0)");
        }

        assertRefused(file(), false, "version 99", "newer release", "upgrade");
    }

    /** SQLite treats a file whose format's write version it does not know as read-only, for whoever opens it. */
    @Test
    void aReadOnlyDatabaseIsRefused() throws Exception {
        createStore();
        try (RandomAccessFile bytes = new RandomAccessFile(file().toFile(), "rw")) {
            bytes.seek(18);
            bytes.write(3);
        }

        assertRefused(file(), false, "is read-only");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "permissions of files are not those of POSIX")
    void aFileWithoutTheRightToWriteIsRefused() throws Exception {
        assumeFalse(isSuperuser(), "The superuser may write every file");
        createStore();
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("r--r--r--"));

        assertRefused(file(), false, "is read-only");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "permissions of files are not those of POSIX")
    void aDirectoryWithoutTheRightToWriteIsRefused() throws Exception {
        assumeFalse(isSuperuser(), "The superuser may write every directory");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("r-xr-xr-x"));
        try {
            assertRefused(file(), true, "cannot be opened or created");
        } finally {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    /** Where not even the superuser may create a file. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aDirectoryInWhichNoFileCanBeCreatedIsRefused() {
        assertRefused(Path.of("/proc/typedqueue.db"), true, "cannot be opened or created");
    }

    @Test
    void aLogThatCannotBeCreatedIsRefused() throws Exception {
        createStore();
        Files.createDirectory(directory.resolve("jobs.db-wal"));

        assertRefused(file(), true, "cannot be opened or created");
    }

    @Test
    void aDamagedDatabaseIsRefusedOrSaysSo() throws Exception {
        try (StoreSession session = SqliteStore.at(file()).open("main")) {
            session.insert(TestNode.jobs(500));
        }
        try (RandomAccessFile bytes = new RandomAccessFile(file().toFile(), "rw")) {
            byte[] rubbish = new byte[(int) bytes.length() - 4096];
            Arrays.fill(rubbish, (byte) 0x5A);
            bytes.seek(4096);
            bytes.write(rubbish);
        }

        assertRefused(file(), false, "is damaged", "backup");
    }

    @Test
    void aNamespaceWithOtherCharactersIsRefused() {
        assertThatThrownBy(() -> SqliteStore.at(file()).open("Main!"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Main!");
        assertThat(file()).doesNotExist();
    }

    @Test
    void aNegativeTimeOutIsRefused() {
        assertThatThrownBy(() -> SqliteStore.at(file()).withBusyTimeout(Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aStoreThatCouldNotBeOpenedOpensOnceTheCauseIsGone() throws Exception {
        Path parent = directory.resolve("volume");
        SqliteStore store = SqliteStore.at(parent.resolve("jobs.db"));
        assertThatThrownBy(() -> store.open("main")).isInstanceOf(StoreException.class);

        Files.createDirectory(parent);

        try (StoreSession session = store.open("main")) {
            session.insert(List.of(TestNode.job()));
        }
    }

    private static boolean isSuperuser() {
        return "root".equals(System.getProperty("user.name"));
    }
}
