package com.acme;

import java.util.List;
import java.util.Map;
import javax.annotation.processing.Generated;

/**
 * The payload of the job {@link Shop.Warehouse.Stock#move}.
 *
 * @param items the items
 * @param from the from
 * @param shelves the shelves
 */
@Generated("dev.typedqueue.processor.QueueProcessor")
record MovePayload(List<Shop.Item> items, Map<String, Integer> from, String[] shelves) {}
