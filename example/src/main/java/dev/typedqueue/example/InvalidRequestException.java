package dev.typedqueue.example;

/** A client sent something that is not valid; the message says what, and names the field. */
final class InvalidRequestException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidRequestException(String message) {
        super(message);
    }
}
