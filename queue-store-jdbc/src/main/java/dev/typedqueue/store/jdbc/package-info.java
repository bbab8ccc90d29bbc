/**
 * What the stores in SQL databases share, since it means the same in both: how tables keep states and times, what an
 * outcome makes of a job, and the statements that are as rare as a person's calls. Each store has its own statements
 * for all else, in the words of its database. It is no API.
 */
@NullMarked
package dev.typedqueue.store.jdbc;

import org.jspecify.annotations.NullMarked;
