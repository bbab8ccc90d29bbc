package dev.typedqueue.definition;

/**
 * What a stored job is, to the node that would run it: the job's name and the version of its payload. A node takes only
 * the kinds that it knows.
 *
 * @param name the job's name, or a former one
 * @param version the payload's version, from 1
 */
public record JobKind(String name, int version) {

    /** Checks the name and the version. */
    public JobKind {
        Names.require("job", name);
        if (version < 1) {
            throw new IllegalArgumentException("version must be at least 1, but is " + version);
        }
    }

    @Override
    public String toString() {
        return version == 1 ? name : name + " (version " + version + ")";
    }
}
