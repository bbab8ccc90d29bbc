package dev.typedqueue.internal.engine;

/** A text that every store can keep, up to a length. */
final class StorableText {

    private StorableText() {}

    /** The beginning of a text, with a sign that there was more. */
    static String of(String text, int maxLength) {
        String whole = storable(text);
        return whole.length() <= maxLength ? whole : whole.substring(0, cut(whole, maxLength - 2)) + " …";
    }

    /** Not between the halves of a surrogate pair. */
    private static int cut(String text, int length) {
        return Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
    }

    /** Without what some database refuses in a text: a zero character, and half a surrogate pair. */
    private static String storable(String text) {
        return text.codePoints()
                .map(each -> each == 0 || (each >= Character.MIN_SURROGATE && each <= Character.MAX_SURROGATE)
                        ? '\uFFFD'
                        : each)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
