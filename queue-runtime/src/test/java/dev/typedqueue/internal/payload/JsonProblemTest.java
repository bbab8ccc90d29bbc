package dev.typedqueue.internal.payload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.SerializationContext;

class JsonProblemTest {

    record Greeting(String user) {}

    @Test
    void aPackageThatIsNotOpenIsNamedWithItsRemedy() {
        JacksonException problem = DatabindException.wrapWithPath(
                (SerializationContext) null,
                new IllegalAccessException("access to public member failed"),
                new JacksonException.Reference(new Greeting("ada"), "user"));

        assertThat(JsonProblem.describe(problem))
                .isEqualTo(
                        "Jackson may not look into " + Greeting.class.getName()
                                + ": in module-info.java, open its package by \"opens … to tools.jackson.databind;\", at .user");
    }
}
