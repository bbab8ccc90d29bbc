package dev.typedqueue.reliability;

import java.time.Duration;
import java.util.List;

/**
 * What was asked for.
 *
 * @param duration how long all trials take together, or the soak
 * @param seed from which all random choices come
 * @param only a regular expression that is to be found in the store and name of a trial
 * @param isSoak whether the soak is run instead
 * @param isSmoke whether it is only shown that trials work
 */
record Options(Duration duration, long seed, String only, boolean isSoak, boolean isSmoke) {

    static Options of(List<String> arguments) {
        arguments.stream()
                .filter(argument -> !argument.matches("--soak|--smoke|--(minutes|seed|only)=.+"))
                .findFirst()
                .ifPresent(argument -> {
                    throw new IllegalArgumentException("What is " + argument
                            + "? There are --minutes=N, --seed=N, --only=expression, --soak and --smoke");
                });
        boolean smoke = arguments.contains("--smoke");
        return new Options(
                Duration.ofMinutes(Long.parseLong(value(arguments, "minutes", smoke ? "1" : "30"))),
                Long.parseLong(value(arguments, "seed", Long.toString(System.currentTimeMillis() % 1_000_000))),
                value(arguments, "only", ""),
                arguments.contains("--soak"),
                smoke);
    }

    private static String value(List<String> arguments, String name, String otherwise) {
        String prefix = "--" + name + "=";
        return arguments.stream()
                .filter(argument -> argument.startsWith(prefix))
                .map(argument -> argument.substring(prefix.length()))
                .findFirst()
                .orElse(otherwise);
    }
}
