package dev.typedqueue.processor.model;

import java.util.Locale;
import java.util.regex.Pattern;

/** How the names of what is stored and of what is generated follow from the names of a declaration. */
public final class Names {

    /** The same rule as the runtime's, which checks what did not come through this processor. */
    private static final Pattern STORED = Pattern.compile("[a-z][a-z0-9_.-]{0,99}");

    /** Before a capital that follows a small letter or digit, and before the last capital of an acronym. */
    private static final Pattern WORD_START = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

    private Names() {}

    /** {@code send_sms_now} for {@code sendSMSNow}. */
    public static String snakeCase(String name) {
        return WORD_START.matcher(name).replaceAll("_").toLowerCase(Locale.ROOT);
    }

    /** {@code SendDigest} for {@code sendDigest}. */
    public static String capitalised(String name) {
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    /** The simple name of the payload record that is made for a job. */
    public static String payload(String method) {
        return capitalised(method) + "Payload";
    }

    /** Whether a queue or a job can be stored under the name. */
    public static boolean isStorable(String name) {
        return STORED.matcher(name).matches();
    }
}
