package com.acme;

public record Client(String name) {}
