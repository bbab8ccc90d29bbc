package dev.typedqueue.acceptance;

record UserId(String value) {}
