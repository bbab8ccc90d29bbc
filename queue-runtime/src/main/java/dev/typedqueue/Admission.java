package dev.typedqueue;

import java.util.Objects;

/** What a {@code @BeforeAdd} rule answers. */
public sealed interface Admission {

    /** The job may be added. */
    record Admitted() implements Admission {}

    /**
     * The job is not added.
     *
     * @param reason why, for the caller of {@code add}
     */
    record Refused(String reason) implements Admission {
        public Refused {
            Objects.requireNonNull(reason, "reason");
        }
    }

    /** The job may be added. */
    static Admission admit() {
        return new Admitted();
    }

    /** The job is not added; {@code add} returns {@link AddResult.Refused} with the reason. */
    static Admission refuse(String reason) {
        return new Refused(reason);
    }
}
