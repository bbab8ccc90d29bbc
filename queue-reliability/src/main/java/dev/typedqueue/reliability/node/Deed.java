package dev.typedqueue.reliability.node;

/**
 * The payload of all jobs here.
 *
 * @param conduct what the handler does
 * @param ballast makes the payload as large as it is wanted
 */
public record Deed(Conduct conduct, String ballast) {}
