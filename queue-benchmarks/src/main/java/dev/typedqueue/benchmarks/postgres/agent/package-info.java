/**
 * The processes that add and run jobs.
 *
 * <p>Each system runs in processes of its own, which are told what to do by lines on their standard input, and answer
 * each with one line: {@code ok} and the result, or {@code error} and what happened. The ones in Java and the ones in
 * Node ({@code agent.mjs}) understand the same lines, so that all systems are measured by the same code:
 *
 * <table>
 * <caption>The lines</caption>
 * <tr><th>line</th><th>what it does</th><th>the answer</th></tr>
 * <tr><td>install</td><td>makes the tables</td><td></td></tr>
 * <tr><td>add first count threads</td><td>adds one by one</td><td>nanoseconds</td></tr>
 * <tr><td>fill first count</td><td>adds in bulk</td><td>nanoseconds</td></tr>
 * <tr><td>schedule first count seconds</td><td>adds in bulk, due so many seconds later</td><td>nanoseconds</td></tr>
 * <tr><td>watch first count</td><td>keeps the times of these jobs from now on</td><td></td></tr>
 * <tr><td>start</td><td>begins to run jobs</td><td></td></tr>
 * <tr><td>stop</td><td>stops, and closes all connections</td><td></td></tr>
 * <tr><td>ran</td><td></td><td>runs so far; microseconds since 1970 of the first one after the start, or 0</td></tr>
 * <tr><td>pace first count rate threads</td><td>adds one by one at a steady rate</td><td>nanoseconds</td></tr>
 * <tr><td>feed first seconds backlog page mixed</td><td>keeps a backlog while jobs run</td>
 *     <td>jobs added; runs in each second</td></tr>
 * <tr><td>counts file</td><td>writes how often each job ran, a byte each</td><td></td></tr>
 * <tr><td>times file</td><td>writes when each watched job was added and begun, in microseconds, 8 bytes each</td>
 *     <td></td></tr>
 * <tr><td>exit</td><td>ends the process</td><td></td></tr>
 * </table>
 */
@NullMarked
package dev.typedqueue.benchmarks.postgres.agent;

import org.jspecify.annotations.NullMarked;
