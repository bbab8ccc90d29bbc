package dev.typedqueue.spi;

import dev.typedqueue.definition.PayloadType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes payloads as JSON and reads them back. Safe for use by several threads.
 *
 * <p>A codec tolerates fields that it does not know, and refuses a payload that lacks a required component. It never
 * makes an object of a class that the payload's type does not name.
 */
public interface PayloadCodec {

    /**
     * Writes a payload.
     *
     * @throws dev.typedqueue.PayloadException if it cannot be written
     */
    <P> String write(P payload, PayloadType<P> type);

    /**
     * Reads a payload.
     *
     * @throws dev.typedqueue.PayloadException if the text is not a payload of that type; the message names the
     *     component
     */
    <P> P read(String json, PayloadType<P> type);

    /**
     * Writes the components of a key, so that equal components give equal texts on every node.
     *
     * @throws dev.typedqueue.PayloadException if they cannot be written
     */
    String writeKey(List<? extends @Nullable Object> components);
}
