package dev.typedqueue.definition;

import java.util.regex.Pattern;

/** The rule for the names under which queues and jobs are stored. */
final class Names {

    private static final Pattern VALID = Pattern.compile("[a-z][a-z0-9_.-]{0,99}");

    private Names() {}

    static String require(String kind, String name) {
        if (!VALID.matcher(name).matches()) {
            throw new IllegalArgumentException("The "
                    + kind
                    + "'s name \""
                    + name
                    + "\" is not valid: write lower-case letters, digits, '_', '-' and '.', at most"
                    + " 100 characters, beginning with a letter");
        }
        return name;
    }
}
