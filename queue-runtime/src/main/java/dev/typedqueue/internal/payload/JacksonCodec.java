package dev.typedqueue.internal.payload;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.typedqueue.PayloadException;
import dev.typedqueue.definition.PayloadType;
import dev.typedqueue.spi.PayloadCodec;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;
import tools.jackson.databind.jsontype.PolymorphicTypeValidator;
import tools.jackson.databind.module.SimpleModule;

/**
 * Payloads by Jackson 3. Unknown fields are passed over, so that an older release reads what a newer one wrote; a
 * missing component is refused, unless {@link RequiredComponents} says that it may be missing.
 *
 * <p>A text can only become an object of a class that the payload's declaration names: default typing stays off, and
 * where an annotation would let the text name a class, none is allowed.
 */
public final class JacksonCodec implements PayloadCodec {

    private static final PolymorphicTypeValidator NO_CLASS_BY_NAME =
            BasicPolymorphicTypeValidator.builder().build();

    private final JsonMapper mapper = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(DateTimeFeature.WRITE_DATES_WITH_ZONE_ID)
            .disable(DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
            .polymorphicTypeValidator(NO_CLASS_BY_NAME)
            .annotationIntrospector(
                    AnnotationIntrospector.pair(new JacksonAnnotationIntrospector(), new RequiredComponents()))
            .addModule(new SimpleModule("keys of maps").addKeySerializer(Locale.class, new LocaleKeys()))
            .build();

    private final JsonMapper keyMapper = newKeyMapper();

    private final Map<Type, ObjectWriter> writers = new ConcurrentHashMap<>();
    private final Map<Type, ObjectReader> readers = new ConcurrentHashMap<>();

    /** Equal keys are equal texts, whatever the order in which a record, a map or a set holds what is in it. */
    private JsonMapper newKeyMapper() {
        SimpleModule sets = new SimpleModule("sets in order");
        sets.addSerializer(new SetsInOrder(element -> keyMapper.writeValueAsString(element)));
        return mapper.rebuild()
                .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .disable(MapperFeature.SORT_CREATOR_PROPERTIES_FIRST)
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .changeDefaultPropertyInclusion(value -> value.withValueInclusion(JsonInclude.Include.ALWAYS))
                .addModule(sets)
                .build();
    }

    @Override
    public <P> String write(P payload, PayloadType<P> type) {
        try {
            return storable(
                    writers.computeIfAbsent(type.type(), this::newWriter).writeValueAsString(payload));
        } catch (JacksonException e) {
            throw new PayloadException(JsonProblem.describe(e), e);
        }
    }

    /** Half of a surrogate pair is no character: a store would keep another one in its place. */
    private static String storable(String json) {
        for (int i = 0; i < json.length(); i++) {
            char unit = json.charAt(i);
            if (Character.isSurrogate(unit)) {
                i++;
                if (i == json.length() || !Character.isSurrogatePair(unit, json.charAt(i))) {
                    throw new PayloadException("a text in it ends or begins in the midst of a character", null);
                }
            }
        }
        return json;
    }

    private ObjectWriter newWriter(Type type) {
        return mapper.writerFor(mapper.constructType(type));
    }

    @Override
    public <P> P read(String json, PayloadType<P> type) {
        P payload;
        try {
            payload = readers.computeIfAbsent(type.type(), this::newReader).readValue(json);
        } catch (JacksonException e) {
            throw new PayloadException("not a " + type + ": " + JsonProblem.describe(e), e);
        }
        if (payload == null) {
            throw new PayloadException("not a " + type + ": it is null", null);
        }
        return payload;
    }

    private ObjectReader newReader(Type type) {
        return mapper.readerFor(mapper.constructType(type));
    }

    @Override
    public String writeKey(List<? extends @Nullable Object> components) {
        try {
            return storable(keyMapper.writeValueAsString(components));
        } catch (JacksonException e) {
            throw new PayloadException(JsonProblem.describe(e), e);
        }
    }
}
