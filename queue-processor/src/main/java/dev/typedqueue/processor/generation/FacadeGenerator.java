package dev.typedqueue.processor.generation;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.typedqueue.processor.model.JobModel;
import dev.typedqueue.processor.model.QueueModel;
import dev.typedqueue.processor.model.RuleModel;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;

/** Prints the class with which a queue is used. */
public final class FacadeGenerator {

    /** What fits on a line after the indentation of an argument. */
    private static final int ROOM_FOR_LAMBDA = 93;

    private final QueueModel queue;
    private final ClassName client;

    private FacadeGenerator(QueueModel queue) {
        this.queue = queue;
        this.client = queue.facade().nestedClass("Client");
    }

    /** The file of the queue's class. */
    public static GeneratedFile generate(QueueModel queue) {
        return GeneratedFile.of(
                queue, new FacadeGenerator(queue).type(), queue.generatedCode().warnings());
    }

    private TypeSpec.Builder type() {
        DefinitionFields fields = new DefinitionFields(queue);
        TypeSpec.Builder type = TypeSpec.classBuilder(queue.facade())
                .addModifiers(Modifier.FINAL)
                .addJavadoc("Adds jobs to the queue {@link $T}.\n\n", queue.declaration())
                .addJavadoc("<p>The static methods use the default runtime: the one that was started first.\n");
        queue.jobs().forEach(job -> type.addField(fields.job(job)));
        type.addField(fields.queue());
        type.addMethod(
                MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build());
        CodeBlock current = CodeBlock.of("$T.current(DEFINITION)", RuntimeTypes.QUEUE_CLIENT);
        for (JobModel job : queue.jobs()) {
            AddJavadoc javadoc = new FacadeJavadoc(queue, job);
            type.addMethods(new AddMethods(job, javadoc, current, Modifier.PUBLIC, Modifier.STATIC).all());
        }
        type.addMethod(on()).addMethod(in());
        if (!queue.isExternal()) {
            type.addMethod(with());
        }
        return type.addType(new ClientGenerator(queue, client).generate()).addType(registration());
    }

    private MethodSpec on() {
        return MethodSpec.methodBuilder("on")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .addJavadoc("Adds jobs through a runtime of the caller's choice.\n\n")
                .addJavadoc("@param runtime the runtime\n@return the same methods, on that runtime\n")
                .returns(client)
                .addParameter(RuntimeTypes.QUEUE_RUNTIME, "runtime")
                .addStatement("return new $T(runtime.client(DEFINITION))", client)
                .build();
    }

    private MethodSpec in() {
        return MethodSpec.methodBuilder("in")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .addJavadoc("Adds jobs within the caller's transaction: they exist if and only if it commits.\n\n")
                .addJavadoc("@param connection a connection to the database that holds the jobs, in a transaction\n")
                .addJavadoc("@return the same methods, in that transaction\n")
                .returns(client)
                .addParameter(RuntimeTypes.CONNECTION, "connection")
                .addStatement("return new $T($T.current(DEFINITION).in(connection))", client, RuntimeTypes.QUEUE_CLIENT)
                .build();
    }

    private MethodSpec with() {
        CallChain handlers = new CallChain("$T.of(DEFINITION)", RuntimeTypes.QUEUE_HANDLERS);
        queue.jobs().forEach(job -> handlers.call("handle", constant(job), handler(job)));
        rules(RuleModel.Kind.BEFORE_RUN, "beforeRun", handlers);
        rules(RuleModel.Kind.ON_EXHAUSTED, "onExhausted", handlers);
        handlers.call("build");
        return MethodSpec.methodBuilder("with")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .addJavadoc("The queue together with the code that does its jobs, for a runtime to run.\n\n")
                .addJavadoc("@param handlers does the jobs\n@return the queue and its handlers\n")
                .returns(RuntimeTypes.QUEUE_HANDLERS)
                .addParameter(queue.declaration(), "handlers")
                .addCode("return $L;\n", handlers.onLines())
                .build();
    }

    /** A reference to the job's method if it takes what the runtime has for it, and a lambda otherwise. */
    private static CodeBlock handler(JobModel job) {
        if (!job.payload().isGenerated() && job.takesContext()) {
            return CodeBlock.of("handlers::$L", job.methodName());
        }
        List<CodeBlock> arguments = new ArrayList<>();
        if (job.payload().isGenerated()) {
            job.payload().components().stream()
                    .map(component -> CodeBlock.of("payload.$L()", component.name()))
                    .forEach(arguments::add);
        } else {
            arguments.add(CodeBlock.of("payload"));
        }
        if (job.takesContext()) {
            arguments.add(CodeBlock.of("job"));
        }
        CodeBlock lambda = CodeBlock.of("(payload, job) -> handlers.$L", job.methodName());
        int width = ROOM_FOR_LAMBDA - CallChain.width(lambda);
        return CodeBlock.of("$L$L", lambda, CallChain.arguments(width, arguments));
    }

    private void rules(RuleModel.Kind kind, String method, CallChain handlers) {
        queue.rules().stream()
                .filter(rule -> rule.kind() == kind)
                .forEach(rule -> queue.jobsOf(rule)
                        .forEach(job ->
                                handlers.call(method, constant(job), RuleCall.of(rule, CodeBlock.of("handlers")))));
    }

    private static CodeBlock constant(JobModel job) {
        return CodeBlock.of("$L", job.constant());
    }

    private TypeSpec registration() {
        return TypeSpec.classBuilder("Registration")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                .addSuperinterface(RuntimeTypes.QUEUE_PROVIDER)
                .addJavadoc("Makes the queue known to the runtime, which finds it as a service.\n")
                .addMethod(MethodSpec.constructorBuilder()
                        .addModifiers(Modifier.PUBLIC)
                        .addJavadoc("Called by the service loader.\n")
                        .build())
                .addMethod(MethodSpec.methodBuilder("queue")
                        .addAnnotation(Override.class)
                        .addModifiers(Modifier.PUBLIC)
                        .returns(RuntimeTypes.QUEUE_DEFINITION)
                        .addStatement("return DEFINITION")
                        .build())
                .build();
    }
}
