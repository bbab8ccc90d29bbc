package dev.typedqueue.acceptance;

record InvoicePayload(int number) {}
