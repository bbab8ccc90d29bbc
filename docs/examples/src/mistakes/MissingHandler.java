import dev.typedqueue.JobContext;
import dev.typedqueue.examples.Mails;
import dev.typedqueue.examples.ReceiptPayload;
import java.time.LocalDate;

final class MissingHandler implements Mails {

    @Override
    public void sendReceipt(ReceiptPayload payload, JobContext job) {}

    @Override
    public void sendDigest(String user, LocalDate day) {}
}
