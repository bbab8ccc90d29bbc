package dev.typedqueue.processor.model;

import java.util.Locale;
import java.util.regex.Pattern;

/** How names follow from names. */
public final class Naming {

    private static final Pattern WORD_END = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

    private Naming() {}

    /**
     * {@code send_notification_via_email} for {@code sendNotificationViaEmail}, {@code send_sms} for {@code sendSMS}.
     */
    public static String snakeCase(String camelCase) {
        return WORD_END.matcher(camelCase).replaceAll("_").toLowerCase(Locale.ROOT);
    }

    /** {@code SendDigest} for {@code sendDigest}. */
    public static String capitalised(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}
