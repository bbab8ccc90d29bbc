package dev.typedqueue.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.typedqueue.JobId;
import dev.typedqueue.PayloadException;
import dev.typedqueue.QueueRuntime;
import dev.typedqueue.definition.PayloadType;
import dev.typedqueue.spi.PayloadCodec;
import dev.typedqueue.store.memory.MemoryStore;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Payloads that the store's administrator cannot read. */
final class EncryptionExampleTest {

    // snippet: codec
    static final class EncryptingCodec implements PayloadCodec {
        private static final int NONCE = 12;

        private final PayloadCodec json = QueueRuntime.jsonCodec();
        private final SecureRandom random = new SecureRandom();
        private final SecretKey key;

        EncryptingCodec(SecretKey key) {
            this.key = key;
        }

        @Override
        public <P> String write(P payload, PayloadType<P> type) {
            byte[] nonce = new byte[NONCE];
            random.nextBytes(nonce);
            byte[] text = json.write(payload, type).getBytes(StandardCharsets.UTF_8);
            byte[] encrypted = cipher(Cipher.ENCRYPT_MODE, nonce, text);
            byte[] stored = Arrays.copyOf(nonce, NONCE + encrypted.length);
            System.arraycopy(encrypted, 0, stored, NONCE, encrypted.length);
            return '"' + Base64.getEncoder().encodeToString(stored) + '"'; // a JSON text
        }

        @Override
        public <P> P read(String stored, PayloadType<P> type) {
            byte[] bytes = Base64.getDecoder().decode(stored.substring(1, stored.length() - 1));
            byte[] nonce = Arrays.copyOf(bytes, NONCE);
            byte[] text = cipher(Cipher.DECRYPT_MODE, nonce, Arrays.copyOfRange(bytes, NONCE, bytes.length));
            return json.read(new String(text, StandardCharsets.UTF_8), type);
        }

        private byte[] cipher(int mode, byte[] nonce, byte[] text) {
            try {
                Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
                cipher.init(mode, key, new GCMParameterSpec(128, nonce));
                return cipher.doFinal(text);
            } catch (GeneralSecurityException e) {
                throw new PayloadException("it is not encrypted with this node's key", e); // parks the job
            }
        }

        @Override
        public String writeKey(List<? extends @Nullable Object> components) {
            return json.writeKey(components); // equal keys must be equal texts
        }
    }
    // end

    private static SecretKey newKey() throws GeneralSecurityException {
        KeyGenerator generator = KeyGenerator.getInstance("AES");
        generator.init(256);
        return generator.generateKey();
    }

    @Test
    void payloadsAreStoredEncrypted() throws GeneralSecurityException {
        AtomicReference<@Nullable List<String>> seen = new AtomicReference<>();
        Backups handlers = (files, job) -> seen.set(files);
        try (QueueRuntime runtime = QueueRuntime.builder()
                .store(MemoryStore.create())
                .codec(new EncryptingCodec(newKey()))
                .handle(BackupsQueue.with(handlers))
                .start()) {
            JobId id = BackupsQueue.on(runtime)
                    .add(new BackUpPayload(List.of("plans.pdf")))
                    .id();
            await().until(() -> List.of("plans.pdf").equals(seen.get()));
            assertThat(runtime.jobs().find(id).orElseThrow().payload())
                    .startsWith("\"")
                    .doesNotContain("plans");
        }
    }

    @Test
    void aPayloadOfAnotherKeyIsRefused() throws GeneralSecurityException {
        PayloadType<BackUpPayload> type = new PayloadType<>() {};
        String stored = new EncryptingCodec(newKey()).write(new BackUpPayload(List.of("plans.pdf")), type);
        EncryptingCodec other = new EncryptingCodec(newKey());
        assertThatThrownBy(() -> other.read(stored, type)).isInstanceOf(PayloadException.class);
    }
}
