package com.acme;

import dev.typedqueue.annotation.Job;
import dev.typedqueue.annotation.Queue;
import java.util.List;
import java.util.Map;

final class Shop {

    private Shop() {}

    record Item(String name, int amount) {}

    interface Warehouse {

        /** Takes care of stock. Reads {@link Item}s, {@linkplain Map maps} and {@code {@literal braces}}. */
        @Queue
        interface Stock {

            record Delivery(List<Item> items) {}

            /** Puts a delivery on the shelves. Ends the comment? *&#47; No. */
            @Job
            void store(Delivery payload);

            @Job
            void move(List<Item> items, Map<String, Integer> from, String... shelves);
        }
    }
}
