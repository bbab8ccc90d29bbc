package dev.typedqueue.reliability.node;

/** Ends an attempt for good, and names it in the note that the store keeps. */
public final class Testimony extends RuntimeException {

    private static final long serialVersionUID = 1;
    private static final String BEFORE = "fencing token ";
    private static final String AFTER = ";";

    Testimony(long fencingToken) {
        super(BEFORE + fencingToken + AFTER);
    }

    /** The fencing token that a note names, or -1 if it names none. */
    public static long readFrom(String note) {
        int begin = note.indexOf(BEFORE);
        int end = note.indexOf(AFTER, begin);
        return begin < 0 || end < 0 ? -1 : Long.parseLong(note.substring(begin + BEFORE.length(), end));
    }
}
