@NullMarked
package dev.typedqueue.store.sqlite;

import org.jspecify.annotations.NullMarked;
