package dev.typedqueue.benchmarks.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * A network that is slower than this machine's own: what arrives is passed on a fixed time later, in both directions,
 * however much of it there is.
 */
final class DelayProxy implements AutoCloseable {

    private static final int BUFFER = 64 * 1024;

    private final Address target;
    private volatile long delay;
    private final ServerSocket listener;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    /** What was read, when it is due at the other end. */
    private static final class Chunk {
        private final byte[] bytes;
        private final long due;

        Chunk(byte[] bytes, long due) {
            this.bytes = bytes;
            this.due = due;
        }
    }

    DelayProxy(Address target, Duration roundTrip) throws IOException {
        this.target = target;
        this.delay = roundTrip.toNanos() / 2;
        this.listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        daemon(this::accept);
    }

    /** The server, by way of this proxy. */
    Address address() {
        return target.at(listener.getInetAddress().getHostAddress(), listener.getLocalPort());
    }

    /** Delays no longer what arrives from now on. */
    void passAtOnce() {
        delay = 0;
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listener.accept();
            Socket server = new Socket(target.host(), target.port());
            sockets.add(client);
            sockets.add(server);
            pass(client, server);
            pass(server, client);
        }
    }

    private void pass(Socket from, Socket to) throws IOException {
        to.setTcpNoDelay(true);
        BlockingQueue<Chunk> underWay = new LinkedBlockingQueue<>();
        daemon(() -> read(from, underWay));
        daemon(() -> write(underWay, to));
    }

    private void read(Socket from, BlockingQueue<Chunk> underWay) throws IOException {
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream in = from.getInputStream();
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                underWay.add(new Chunk(Arrays.copyOf(buffer, length), System.nanoTime() + delay));
            }
        } finally {
            // An empty chunk is the end.
            underWay.add(new Chunk(new byte[0], System.nanoTime() + delay));
        }
    }

    private void write(BlockingQueue<Chunk> underWay, Socket to) throws IOException, InterruptedException {
        try (to) {
            OutputStream out = to.getOutputStream();
            for (Chunk chunk = underWay.take(); chunk.bytes.length > 0; chunk = underWay.take()) {
                for (long left = chunk.due - System.nanoTime(); left > 0; left = chunk.due - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                out.write(chunk.bytes);
            }
        } finally {
            sockets.remove(to);
        }
    }

    private static void daemon(Task task) {
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } catch (IOException | InterruptedException e) {
                // One end has closed: so is the other.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket each : sockets) {
            each.close();
        }
    }

    /** What a thread does until a connection ends. */
    @FunctionalInterface
    private interface Task {
        void run() throws IOException, InterruptedException;
    }
}
