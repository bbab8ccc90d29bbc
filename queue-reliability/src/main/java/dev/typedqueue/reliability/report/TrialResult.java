package dev.typedqueue.reliability.report;

import dev.typedqueue.reliability.check.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a trial gave.
 *
 * @param scenario the fault's name
 * @param description what was done
 * @param store the database, with its version
 * @param seed from which its random choices came
 * @param seconds how long it took, with its start and its drain
 * @param faults how many faults were injected
 * @param repetitions how often something else was done that the scenario counts
 * @param verdict what became of the jobs; null if it did not come to that
 * @param bound the bound on recovery, in milliseconds
 * @param remarks what a reader should know
 * @param failure why there is no verdict; null if there is one
 */
public record TrialResult(
        String scenario,
        String description,
        String store,
        long seed,
        long seconds,
        int faults,
        long repetitions,
        @Nullable Verdict verdict,
        long bound,
        List<String> remarks,
        @Nullable String failure) {

    private static final String NOT_RUN = "not run: ";

    /** Why a trial could not be run on this machine, as its failure. */
    public static String notRun(String reason) {
        return NOT_RUN + reason;
    }

    /** Whether it could be run on this machine. */
    public boolean isRun() {
        return failure == null || !failure.startsWith(NOT_RUN);
    }

    /** Whether all promises were kept; recovery within its bound is told apart. */
    public boolean isSound() {
        return verdict != null && verdict.violations().isEmpty();
    }
}
