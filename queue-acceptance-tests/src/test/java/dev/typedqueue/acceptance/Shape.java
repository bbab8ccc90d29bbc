package dev.typedqueue.acceptance;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Shape.Circle.class, name = "circle"),
    @JsonSubTypes.Type(value = Shape.Box.class, name = "box")
})
sealed interface Shape {

    record Circle(double radius) implements Shape {}

    record Box(int width, int height) implements Shape {}
}
