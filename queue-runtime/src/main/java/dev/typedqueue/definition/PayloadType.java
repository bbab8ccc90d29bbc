package dev.typedqueue.definition;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;

/**
 * The full type of a payload, type arguments included. Generated code makes it as an anonymous subclass: {@code new
 * PayloadType<Envelope<Order>>() {}}.
 *
 * @param <P> the payload's type
 */
public abstract class PayloadType<P> {

    private final Type type;

    /** Takes the type from the subclass's declaration. */
    protected PayloadType() {
        Type superclass = getClass().getGenericSuperclass();
        if (!(superclass instanceof ParameterizedType parameterized)) {
            throw new IllegalStateException("PayloadType needs a type argument: new PayloadType<MyPayload>() {}");
        }
        this.type = parameterized.getActualTypeArguments()[0];
    }

    /** The type, for a codec. */
    public final Type type() {
        return type;
    }

    @Override
    public final String toString() {
        return type.getTypeName();
    }
}
