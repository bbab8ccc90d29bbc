package com.acme;

public record Envelope<T>(String id, T content) {}
