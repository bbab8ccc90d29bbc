package dev.typedqueue.processor;

import dev.typedqueue.processor.reporting.Problem;
import org.junit.jupiter.api.Test;

/** Mistakes in the choice of payloads. */
final class PayloadTest {
    @Test
    void twoJobsHaveTwoPayloads() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void block(UserId user);
                    @Job void ^greet(UserId user);
                }
                """)
                .with("""
                        record UserId(String value) {}
                        """)
                .isReported(
                        Problem.PAYLOAD_TAKEN,
                        "The jobs block and greet have the same payload type UserId. add(UserId) could not "
                                + "tell which of the two is meant. Give one of them a record of its own, or a second "
                                + "parameter.");
    }

    @Test
    void typeArgumentsDoNotTellPayloadsApart() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void block(Envelope<String> user);
                    @Job void ^greet(Envelope<Integer> user);
                }
                """)
                .with("""
                        record Envelope<T>(T content) {}
                        """)
                .isReported(
                        Problem.PAYLOAD_TAKEN,
                        "The jobs block and greet have the same payload type Envelope. add(Envelope) could not "
                                + "tell which of the two is meant. Give one of them a record of its own, or a second "
                                + "parameter.");
    }

    @Test
    void aGeneratedPayloadTakesNoExistingName() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void ^send(String text);
                }
                """)
                .with("""
                        class SendPayload {}
                        """)
                .isReported(
                        Problem.PAYLOAD_NAME_TAKEN,
                        "The record SendPayload would be generated for the job send, but there is a type of "
                                + "that name. A package has one class of a name. Rename the job, or declare its payload "
                                + "as a record.");
    }

    @Test
    void aGeneratedPayloadTakesNoNameOfAnotherQueue() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void ^send(String text);
                }
                """)
                .with("""
                        @Queue interface Other { @Job void send(int number); }
                        """)
                .isReported(
                        Problem.PAYLOAD_NAME_TAKEN,
                        "The record SendPayload would be generated for the job send, but it is generated for "
                                + "the job send of Other. A package has one class of a name. Rename the job, or declare "
                                + "its payload as a record.");
    }

    @Test
    void thePayloadOfAPublicQueueIsPublic() {
        Mistake.in("""
                @Queue public interface Q {
                    @Job void greet(UserId ^user);
                }
                """)
                .with("""
                        record UserId(String value) {}
                        """)
                .isReported(
                        Problem.PAYLOAD_HIDDEN,
                        "UserId in the payload of the job greet is package-private, and Q is public. Whoever "
                                + "adds jobs has to see what they are made of. Make it public.");
    }

    @Test
    void whatIsInAGeneratedPayloadIsPublicToo() {
        Mistake.in("""
                @Queue public interface Q {
                    @Job void greet(List<UserId> ^users, int times);
                }
                """)
                .with("""
                        record UserId(String value) {}
                        """)
                .isReported(
                        Problem.PAYLOAD_HIDDEN,
                        "UserId in the payload of the job greet is package-private, and Q is public. Whoever "
                                + "adds jobs has to see what they are made of. Make it public.");
    }

    @Test
    void aPayloadIsNotPrivate() {
        Mistake.in("""
                class Outer {
                    private record UserId(String value) {}
                    @Queue interface Q { @Job void greet(UserId ^user); }
                }
                """)
                .isReported(
                        Problem.PAYLOAD_HIDDEN,
                        "UserId in the payload of the job greet is private, and Q is package-private. Whoever "
                                + "adds jobs has to see what they are made of. Make it package-private or public.");
    }

    @Test
    void aComponentHasNoNameOfObject() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void send(int ^hashCode);
                }
                """)
                .isReported(
                        Problem.PAYLOAD_COMPONENT_NAME,
                        "The parameter hashCode of the job send cannot be a component of a record. Every "
                                + "object has a method of that name. Rename it.");
    }
}
