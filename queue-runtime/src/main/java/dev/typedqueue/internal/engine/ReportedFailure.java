package dev.typedqueue.internal.engine;

/** A failure that was reported in words rather than thrown: its own stack trace would tell nothing. */
final class ReportedFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ReportedFailure(String reason) {
        super(reason, null, false, false);
    }

    /** The reason alone: the name of this class would tell the reader of a job's last error nothing. */
    @Override
    @SuppressWarnings("OverrideThrowableToString")
    public String toString() {
        return String.valueOf(getMessage());
    }
}
