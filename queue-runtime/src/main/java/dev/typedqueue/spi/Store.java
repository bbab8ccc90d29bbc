package dev.typedqueue.spi;

/**
 * A place where jobs are kept, as an application configures it. A store may be shared by several runtimes of one
 * process; each opens a session of its own.
 *
 * <p>Safe for use by several threads.
 */
public interface Store {

    /**
     * Opens the store for one namespace. Jobs of different namespaces never meet.
     *
     * @param namespace at most 100 lower-case letters, digits, {@code _}, {@code -} and {@code .}, beginning with a
     *     letter or a digit
     * @return a session, to be closed by the caller
     * @throws IllegalArgumentException if the namespace's name is not valid
     * @throws dev.typedqueue.StoreException if the store cannot be opened; the message says why, and what to do
     */
    StoreSession open(String namespace);

    /**
     * Checks the name of a namespace, as every store does.
     *
     * @throws IllegalArgumentException if the name is not valid; the message says what is
     */
    static void requireNamespace(String name) {
        if (!name.matches("[a-z0-9][a-z0-9_.-]{0,99}")) {
            throw new IllegalArgumentException("The namespace \"" + name
                    + "\" is not valid: write lower-case letters, digits, '_', '-' and '.', at most 100 characters");
        }
    }

    /** What the store is and where, for messages; without secrets. */
    @Override
    String toString();
}
