package dev.typedqueue.example;

import java.io.IOException;

/**
 * Runs the example. {@code --demo}, the default, shows the server at work and ends, and {@code --postgres} does so with
 * several processes on PostgreSQL; {@code --serve} keeps the server running, and {@code --work} a process that only
 * runs jobs. The exit code is 0, or 1 if something failed, or 2 for an argument or a setting that is not valid.
 */
final class Main {

    private static final String USAGE = """
            Usage:
              --demo      shows the server at work and ends
              --postgres  shows several processes at work on PostgreSQL and ends
              --serve     keeps the server running
              --work      keeps a process running that only runs jobs""";

    private Main() {}

    public static void main(String[] arguments) {
        try {
            run(arguments.length == 0 ? "--demo" : String.join(" ", arguments), Settings.from(System.getenv()));
        } catch (IllegalArgumentException notValid) {
            System.err.println(notValid.getMessage());
            System.exit(2);
        } catch (Exception failure) {
            System.err.println("The example failed: " + failure.getMessage());
            System.exit(1);
        }
    }

    private static void run(String mode, Settings settings) throws Exception {
        switch (mode) {
            case "--demo" -> Demo.run(settings, System.out);
            case "--postgres" -> PostgresDemo.run(settings, System.out);
            case "--serve" -> serve(settings);
            case "--work" -> work(settings);
            default -> throw new IllegalArgumentException(USAGE);
        }
    }

    /** Starts the server, which goes on until the process is told to end. */
    private static void serve(Settings settings) throws IOException {
        ExampleServer server = ExampleServer.start(settings);
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "shutdown"));
        System.out.println("Listening on " + server.address() + ", with the database " + settings.database());
        System.out.println("""
                Try, in another shell:
                  curl -i %1$s/notifications -d '{"user_id": "ada", "message": "Tea is ready"}'
                  curl %1$s/queue
                Ctrl-C ends it.""".formatted(server.address()));
    }

    /** Starts a process that runs jobs, which goes on until it is told to end. */
    private static void work(Settings settings) throws IOException {
        ExampleServer server = ExampleServer.start(settings, Role.WORK);
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "shutdown"));
        System.out.println("Running jobs, with the database " + settings.database());
    }
}
