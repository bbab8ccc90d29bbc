package com.acme;

/**
 * The id of a user.
 *
 * @param value the id
 */
public record UserId(String value) {}
