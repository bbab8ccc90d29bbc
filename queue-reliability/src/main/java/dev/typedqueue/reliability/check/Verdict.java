package dev.typedqueue.reliability.check;

import java.util.List;

/**
 * What became of the jobs of a trial.
 *
 * @param acknowledged how many adds were acknowledged
 * @param attempts how many attempts began
 * @param lost how many acknowledged jobs have no outcome
 * @param duplicates how many attempts were repeated though they had not failed
 * @param unexplained how many of these were not under way when a fault touched their node
 * @param refused how many outcomes of stale attempts were refused, by the nodes' logs
 * @param staleAccepted how many outcomes were taken of attempts that had lost their job
 * @param condemned how many jobs became dead letters because they ran beside a job that killed its node
 * @param firstOutcome the longest time from the end of a fault to the next outcome, in milliseconds
 * @param rescue the longest time from the death of a node to the next attempt of a job that it ran, in milliseconds
 * @param violations what must not be, in words; empty if all is well
 */
public record Verdict(
        int acknowledged,
        int attempts,
        int lost,
        int duplicates,
        int unexplained,
        int refused,
        int staleAccepted,
        int condemned,
        long firstOutcome,
        long rescue,
        List<String> violations) {}
