package dev.typedqueue.internal.engine;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The text of a unique key: readable where it is short, a SHA-256 where it would be long. */
final class UniqueKeys {

    private static final int MAX_LENGTH = 200;

    private UniqueKeys() {}

    static String of(String job, String components) {
        String readable = job + components;
        return readable.length() <= MAX_LENGTH ? readable : job + "#" + sha256(components);
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
