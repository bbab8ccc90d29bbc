package dev.typedqueue.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.processor.model.Names;
import dev.typedqueue.processor.reporting.Similar;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The names that follow from other names, and those that were probably meant. */
final class SimilarNamesTest {

    @ParameterizedTest
    @CsvSource({
        "sendNotificationViaEmail, send_notification_via_email",
        "sendSMS, send_sms",
        "sendSMSNow, send_sms_now",
        "SMSGateway, sms_gateway",
        "OrderMails, order_mails",
        "sendV2Mail, send_v2_mail",
        "send2Users, send2_users",
        "already_snake, already_snake",
        "aBC, a_bc",
        "x, x"
    })
    void aNameIsStoredInSnakeCase(String name, String stored) {
        assertThat(Names.snakeCase(name)).isEqualTo(stored);
    }

    @ParameterizedTest
    @CsvSource({
        "sendDigets, sendDigest",
        "SENDDIGEST, sendDigest",
        "sendDigests, sendDigest",
        "senddigest, sendDigest",
        "purg, purge",
        "x, ''",
        "deliver, ''"
    })
    void aNameWithFewWrongLettersIsRecognised(String written, String meant) {
        assertThat(Similar.nearest(written, List.of("purge", "sendDigest")).orElse(""))
                .isEqualTo(meant);
    }

    @Test
    void twoSwappedLettersAreOneMistake() {
        assertThat(Similar.distance("nmae", "name")).isEqualTo(1);
        assertThat(Similar.distance("", "name")).isEqualTo(4);
        assertThat(Similar.distance("name", "names")).isEqualTo(1);
    }
}
