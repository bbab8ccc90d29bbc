package dev.typedqueue.example;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import dev.typedqueue.example.Settings.MailServer;
import java.util.Arrays;
import java.util.List;

/** A mail server in this process, on a free port. It takes every email by SMTP, and keeps it until it is closed. */
final class EmbeddedMailServer implements AutoCloseable {

    private static final String HOST = "127.0.0.1";

    private final GreenMail greenMail = new GreenMail(new ServerSetup(0, HOST, ServerSetup.PROTOCOL_SMTP));

    private EmbeddedMailServer() {}

    static EmbeddedMailServer start() {
        EmbeddedMailServer server = new EmbeddedMailServer();
        server.greenMail.start();
        return server;
    }

    /** Where it can be reached. */
    MailServer address() {
        return MailServer.at(HOST, greenMail.getSmtp().getPort());
    }

    /** All emails that have arrived, as they were received. */
    List<String> received() {
        return Arrays.stream(greenMail.getReceivedMessages())
                .map(GreenMailUtil::getWholeMessage)
                .toList();
    }

    @Override
    public void close() {
        greenMail.stop();
    }
}
