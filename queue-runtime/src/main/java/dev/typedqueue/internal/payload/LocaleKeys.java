package dev.typedqueue.internal.payload;

import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;

/**
 * Writes a locale that is the key of a map as one that is a value: by its language tag. Jackson would take its
 * {@code toString}, and lose the script and the extensions when it reads that.
 */
final class LocaleKeys extends ValueSerializer<Locale> {

    @Override
    public void serialize(Locale locale, JsonGenerator generator, SerializationContext context) {
        generator.writeName(locale.equals(Locale.ROOT) ? "" : locale.toLanguageTag());
    }
}
