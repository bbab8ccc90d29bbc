package dev.typedqueue.definition;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.typedqueue.annotation.Unique;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class UniqueRuleTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final UniqueRule<String> rule = UniqueRule.by(List::of);

    @Test
    void aDebounceNeedsAPositiveDelay() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rule.onConflict(Unique.OnConflict.DEBOUNCE))
                .withMessage("A debounce needs a positive delay, but has null");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rule.debounce(Duration.ZERO))
                .withMessage("A debounce needs a positive delay, but has PT0S");
    }

    @Test
    void onlyADebounceHasABound() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rule.onConflict(Unique.OnConflict.REPLACE).maxWait(SECOND))
                .withMessage("Only a debounce has a delay and maxWait, not REPLACE");
    }

    @Test
    void theBoundIsLongerThanTheDelay() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rule.debounce(SECOND).maxWait(SECOND))
                .withMessage("maxWait must be longer than the delay of PT1S, but is PT1S");
    }
}
