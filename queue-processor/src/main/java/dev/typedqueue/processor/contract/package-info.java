/**
 * The contract: a file for each queue that says what its stored jobs look like. A declaration that could not read them
 * any more is an error; what a declaration adds is added to the file.
 *
 * <p>{@link dev.typedqueue.processor.contract.Contracts} is what the processor calls. {@code ContractDirectory} has the
 * files, {@code ContractParser} and {@code ContractPrinter} their text, {@code Comparison} and {@code Widening} the
 * rules, which are those of the codec in the runtime. {@code ContractCheck} reports.
 */
@NullMarked
package dev.typedqueue.processor.contract;

import org.jspecify.annotations.NullMarked;
