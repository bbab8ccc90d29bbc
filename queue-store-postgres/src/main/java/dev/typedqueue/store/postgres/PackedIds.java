package dev.typedqueue.store.postgres;

import dev.typedqueue.JobId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Ids as the server itself writes the elements of an array of them, which is what {@code array_send} returns: of each
 * its length, and its bytes. The driver knows no binary form of such arrays, and to write and read ids as texts costs
 * more than anything else that is done with them.
 */
final class PackedIds {

    /** What stands before the elements of an array. */
    private static final int HEADER = 5 * Integer.BYTES;

    private static final int LENGTH = 2 * Long.BYTES;

    private PackedIds() {}

    /** The elements of an array, without what stands before them. */
    static byte[] elements(List<JobId> ids) {
        ByteBuffer bytes = ByteBuffer.allocate(ids.size() * (Integer.BYTES + LENGTH));
        for (JobId id : ids) {
            bytes.putInt(LENGTH)
                    .putLong(id.value().getMostSignificantBits())
                    .putLong(id.value().getLeastSignificantBits());
        }
        return bytes.array();
    }

    /** The ids of an array, none of which is null. */
    static List<UUID> ofArray(byte[] array) {
        ByteBuffer bytes = ByteBuffer.wrap(array, HEADER, array.length - HEADER);
        List<UUID> ids = new ArrayList<>(bytes.remaining() / (Integer.BYTES + LENGTH));
        while (bytes.hasRemaining()) {
            bytes.getInt();
            ids.add(new UUID(bytes.getLong(), bytes.getLong()));
        }
        return ids;
    }
}
