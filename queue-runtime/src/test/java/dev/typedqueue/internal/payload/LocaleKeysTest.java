package dev.typedqueue.internal.payload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.definition.PayloadType;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LocaleKeysTest {

    @ParameterizedTest
    @ValueSource(strings = {"de", "de-CH", "zh-Hant-TW", "sr-Latn", "th-TH-u-nu-thai", "de-DE-x-foo", "und"})
    void aLocaleAsTheKeyOfAMapComesBackWithAllItsParts(String tag) {
        JacksonCodec codec = new JacksonCodec();
        Map<Locale, String> names = Map.of(Locale.forLanguageTag(tag), "name");
        PayloadType<Map<Locale, String>> type = new PayloadType<>() {};

        assertThat(codec.read(codec.write(names, type), type)).isEqualTo(names);
    }
}
