package dev.typedqueue.acceptance;

import dev.typedqueue.AddContext;
import dev.typedqueue.Admission;
import dev.typedqueue.JobContext;
import dev.typedqueue.annotation.BeforeAdd;
import dev.typedqueue.annotation.Job;
import dev.typedqueue.annotation.Queue;
import dev.typedqueue.annotation.Retry;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** A queue that shares its database with a table of accounts. */
@Queue
interface Transfers {

    @Job
    @Retry(firstDelay = "1ms")
    void transfer(String account, int amount, JobContext job) throws Exception;

    @BeforeAdd
    static Admission toAnAccountThatIsThere(TransferPayload payload, AddContext add) {
        try (PreparedStatement query =
                add.connection().orElseThrow().prepareStatement("SELECT 1 FROM account WHERE name = ?")) {
            query.setString(1, payload.account());
            return query.executeQuery().next()
                    ? Admission.admit()
                    : Admission.refuse("no account " + payload.account());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
