package dev.typedqueue.processor.generation;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.typedqueue.processor.model.JobModel;
import dev.typedqueue.processor.model.QueueModel;
import javax.lang.model.element.Modifier;

/** Prints the class that adds jobs on a given runtime or in a given transaction. */
final class ClientGenerator {

    private final QueueModel queue;
    private final ClassName name;

    ClientGenerator(QueueModel queue, ClassName name) {
        this.queue = queue;
        this.name = name;
    }

    TypeSpec generate() {
        TypeSpec.Builder type = TypeSpec.classBuilder(name)
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                .addJavadoc("Adds jobs on a given runtime or in a given transaction.\n")
                .addField(RuntimeTypes.QUEUE_CLIENT, "client", Modifier.PRIVATE, Modifier.FINAL)
                .addMethod(MethodSpec.constructorBuilder()
                        .addModifiers(Modifier.PRIVATE)
                        .addParameter(RuntimeTypes.QUEUE_CLIENT, "client")
                        .addStatement("this.client = client")
                        .build())
                .addMethod(in());
        for (JobModel job : queue.jobs()) {
            AddJavadoc javadoc = new ClientJavadoc(queue, job);
            type.addMethods(new AddMethods(job, javadoc, CodeBlock.of("client"), Modifier.PUBLIC).all());
        }
        return type.build();
    }

    private MethodSpec in() {
        return MethodSpec.methodBuilder("in")
                .addModifiers(Modifier.PUBLIC)
                .addJavadoc("Adds jobs within the caller's transaction: they exist if and only if it commits.\n\n")
                .addJavadoc("@param connection a connection to the database that holds the jobs, in a transaction\n")
                .addJavadoc("@return the same methods, in that transaction\n")
                .returns(name)
                .addParameter(RuntimeTypes.CONNECTION, "connection")
                .addStatement("return new $T(client.in(connection))", name)
                .build();
    }
}
