package dev.typedqueue.processor.generation;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.typedqueue.processor.model.JobModel;
import dev.typedqueue.processor.model.Naming;
import dev.typedqueue.processor.model.PayloadModel;
import dev.typedqueue.processor.model.QueueModel;
import dev.typedqueue.processor.model.RuleModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/** Prints the class with which a queue is used. */
public final class FacadeGenerator {

    private final QueueModel queue;

    private FacadeGenerator(QueueModel queue) {
        this.queue = queue;
    }

    /** The file of the queue's class. */
    public static JavaFile generate(QueueModel queue) {
        return JavaFile.builder(queue.facade().packageName(), new FacadeGenerator(queue).type())
                .indent("    ")
                .skipJavaLangImports(true)
                .build();
    }

    private TypeSpec type() {
        TypeSpec.Builder type = TypeSpec.classBuilder(queue.facade())
                .addOriginatingElement(queue.origin())
                .addModifiers(visibility())
                .addModifiers(Modifier.FINAL)
                .addAnnotation(AnnotationSpec.builder(Names.GENERATED)
                        .addMember("value", "$S", Names.PROCESSOR)
                        .build())
                .addJavadoc("Adds jobs to the queue that {@link $T} declares.\n", queue.declaration());
        queue.jobs().forEach(job -> type.addField(jobConstant(job)));
        type.addField(definition());
        type.addMethod(
                MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build());
        for (JobModel job : queue.jobs()) {
            addMethods(job, true).forEach(type::addMethod);
        }
        type.addMethod(on()).addMethod(in());
        if (!queue.external()) {
            type.addMethod(with());
        }
        return type.addType(client()).addType(registration()).build();
    }

    private Modifier[] visibility() {
        return queue.isPublic() ? new Modifier[] {Modifier.PUBLIC} : new Modifier[0];
    }

    private FieldSpec jobConstant(JobModel job) {
        TypeName payload = job.payload().type();
        CodeBlock.Builder code = CodeBlock.builder()
                .add(
                        "$T.named($S, new $T() {})",
                        Names.JOB_DEFINITION,
                        job.wireName(),
                        ParameterizedTypeName.get(Names.PAYLOAD_TYPE, payload));
        if (!job.formerNames().isEmpty()) {
            code.add("\n.formerNames($L)", strings(job.formerNames()));
        }
        if (job.version() != 1 || !job.alsoReads().isEmpty()) {
            code.add("\n.version($L", job.version());
            job.alsoReads().forEach(version -> code.add(", $L", version));
            code.add(")");
        }
        if (job.retry() != null) {
            code.add("\n.retry($L)", retry(job.retry()));
        }
        if (job.priority() != 0) {
            code.add("\n.priority($L)", job.priority());
        }
        if (job.unique() != null) {
            code.add("\n.unique($L)", unique(job, job.unique()));
        }
        if (job.schedule() != null) {
            code.add("\n.schedule($L, $T::new)", schedule(job.schedule()), payload);
        }
        rules(RuleModel.Kind.BEFORE_ADD, job).forEach(rule -> code.add("\n.beforeAdd($L)", beforeAdd(rule)));
        return FieldSpec.builder(ParameterizedTypeName.get(Names.JOB_DEFINITION, payload), job.constant())
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                .addJavadoc("The job {@link $T#$L}.\n", queue.declaration(), job.method())
                .initializer(code.add("\n.build()").build())
                .build();
    }

    private static String strings(List<String> values) {
        return values.stream()
                .map(value -> CodeBlock.of("$S", value).toString())
                .collect(Collectors.joining(", "));
    }

    private List<RuleModel> rules(RuleModel.Kind kind, JobModel job) {
        return queue.rules().stream()
                .filter(rule -> rule.kind() == kind && rule.jobs().contains(job.method()))
                .toList();
    }

    private CodeBlock retry(JobModel.RetryModel retry) {
        JobModel.RetryModel standard = JobModel.RetryModel.DEFAULT;
        CodeBlock.Builder code = CodeBlock.builder().add("$T.upTo($L)", Names.RETRY_POLICY, retry.maxAttempts());
        if (!retry.firstDelay().equals(standard.firstDelay())
                || !retry.maxDelay().equals(standard.maxDelay())) {
            code.add(".withDelays($L, $L)", duration(retry.firstDelay()), duration(retry.maxDelay()));
        }
        if (retry.multiplier() != standard.multiplier() || retry.jitter() != standard.jitter()) {
            code.add(".withGrowth($L, $L)", retry.multiplier(), retry.jitter());
        }
        if (!retry.stopOn().isEmpty()) {
            CodeBlock classes = retry.stopOn().stream()
                    .map(type -> CodeBlock.of("$T.class", type))
                    .collect(CodeBlock.joining(", "));
            code.add(".withStopOn($T.of($L))", List.class, classes);
        }
        return code.build();
    }

    private static CodeBlock duration(Duration duration) {
        long millis = duration.toMillis();
        String unit;
        long amount;
        if (millis % 86_400_000 == 0 && millis > 0) {
            unit = "ofDays";
            amount = millis / 86_400_000;
        } else if (millis % 3_600_000 == 0 && millis > 0) {
            unit = "ofHours";
            amount = millis / 3_600_000;
        } else if (millis % 60_000 == 0 && millis > 0) {
            unit = "ofMinutes";
            amount = millis / 60_000;
        } else if (millis % 1_000 == 0) {
            unit = "ofSeconds";
            amount = millis / 1_000;
        } else {
            unit = "ofMillis";
            amount = millis;
        }
        return CodeBlock.of("$T.$L($L)", Duration.class, unit, amount);
    }

    private CodeBlock unique(JobModel job, JobModel.UniqueModel unique) {
        CodeBlock components = unique.by().stream()
                .map(component -> CodeBlock.of("payload.$L()", component))
                .collect(CodeBlock.joining(", "));
        CodeBlock.Builder code = CodeBlock.builder()
                .add(
                        "$T.<$T>by(payload -> $T.asList($L))",
                        Names.UNIQUE_RULE,
                        job.payload().type(),
                        Names.ARRAYS,
                        components);
        if (!unique.until().equals("FINISHED")) {
            code.add(".until($T.$L)", Names.UNIQUE_UNTIL, unique.until());
        }
        if (unique.within() != null) {
            code.add(".within($L)", duration(unique.within()));
        }
        if (!unique.onConflict().equals("KEEP")) {
            code.add(".onConflict($T.$L)", Names.UNIQUE_ON_CONFLICT, unique.onConflict());
        }
        return code.build();
    }

    private static CodeBlock schedule(JobModel.ScheduleModel schedule) {
        if (schedule instanceof JobModel.ScheduleModel.Cron cron) {
            return CodeBlock.of(
                    "$T.cron($S, $S, $T.$L)",
                    Names.SCHEDULE,
                    cron.expression(),
                    cron.zone(),
                    Names.MISSED_RUNS,
                    cron.missed());
        }
        JobModel.ScheduleModel.Every every = (JobModel.ScheduleModel.Every) schedule;
        return CodeBlock.of(
                "$T.every($L, $T.$L)", Names.SCHEDULE, duration(every.period()), Names.MISSED_RUNS, every.missed());
    }

    private CodeBlock beforeAdd(RuleModel rule) {
        if (rule.takesPayload() && rule.takesContext()) {
            return CodeBlock.of("$T::$L", queue.declaration(), rule.method());
        }
        String arguments = arguments(rule.takesPayload() ? "payload" : "", rule.takesContext() ? "add" : "");
        return CodeBlock.of("(payload, add) -> $T.$L($L)", queue.declaration(), rule.method(), arguments);
    }

    private static String arguments(String... names) {
        return List.of(names).stream().filter(name -> !name.isEmpty()).collect(Collectors.joining(", "));
    }

    private FieldSpec definition() {
        CodeBlock.Builder code = CodeBlock.builder()
                .add(
                        "$T.named($S, $S)",
                        Names.QUEUE_DEFINITION,
                        queue.wireName(),
                        queue.declaration().canonicalName());
        if (queue.concurrency() != 1) {
            code.add("\n.concurrency($L)", queue.concurrency());
        }
        if (!queue.runOnStartup()) {
            code.add("\n.runOnStartup(false)");
        }
        if (queue.external()) {
            code.add("\n.external(true)");
        }
        if (!queue.store().isEmpty()) {
            code.add("\n.store($S)", queue.store());
        }
        if (queue.deletesOnCrash()) {
            code.add("\n.onCrash($T.DELETE)", Names.CRASH_POLICY);
        }
        if (!queue.retention().equals(QueueModel.Retention.DEFAULT)) {
            code.add(
                    "\n.retention(new $T($L, $L, $L))",
                    Names.RETENTION_POLICY,
                    kept(queue.retention().completed()),
                    kept(queue.retention().failed()),
                    kept(queue.retention().cancelled()));
        }
        queue.jobs().forEach(job -> code.add("\n.job($L)", job.constant()));
        return FieldSpec.builder(Names.QUEUE_DEFINITION, "DEFINITION")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                .addJavadoc("What the declaration says.\n")
                .initializer(code.add("\n.build()").build())
                .build();
    }

    private static CodeBlock kept(@Nullable Duration duration) {
        return duration == null ? CodeBlock.of("null") : duration(duration);
    }

    private List<MethodSpec> addMethods(JobModel job, boolean isStatic) {
        List<MethodSpec> methods = new ArrayList<>();
        CodeBlock target =
                isStatic ? CodeBlock.of("$T.current(DEFINITION)", Names.QUEUE_CLIENT) : CodeBlock.of("client");
        TypeName many = ParameterizedTypeName.get(
                ClassName.get(java.util.Collection.class), job.payload().type());
        String addAll = "addAll" + Naming.capitalised(job.method());
        methods.add(method(
                job,
                "add",
                Names.ADD_RESULT,
                isStatic,
                target,
                "now, as soon as a node is free",
                job.payload().type(),
                null));
        methods.add(method(
                job,
                "add",
                Names.ADD_RESULT,
                isStatic,
                target,
                "at the given time; a time in the past is now",
                job.payload().type(),
                "runAt"));
        methods.add(method(
                job,
                "add",
                Names.ADD_RESULT,
                isStatic,
                target,
                "as the options say",
                job.payload().type(),
                "options"));
        methods.add(method(
                job,
                addAll,
                Names.ADD_RESULTS,
                isStatic,
                target,
                "now, one for each payload, all or none",
                many,
                null));
        methods.add(method(
                job,
                addAll,
                Names.ADD_RESULTS,
                isStatic,
                target,
                "as the options say, one for each payload, all or none",
                many,
                "options"));
        return methods;
    }

    private MethodSpec method(
            JobModel job,
            String name,
            TypeName result,
            boolean isStatic,
            CodeBlock target,
            String when,
            TypeName argument,
            @Nullable String second) {
        String first = name.equals("add") ? "payload" : "payloads";
        MethodSpec.Builder method = MethodSpec.methodBuilder(name)
                .addModifiers(Modifier.PUBLIC)
                .addJavadoc(Documentation.of(queue, job, when))
                .returns(result)
                .addParameter(argument, first);
        if (isStatic) {
            method.addModifiers(Modifier.STATIC);
        }
        CodeBlock options = CodeBlock.of("$T.now()", Names.ADD_OPTIONS);
        if ("runAt".equals(second)) {
            method.addParameter(java.time.Instant.class, "runAt");
            options = CodeBlock.of("$T.at(runAt)", Names.ADD_OPTIONS);
        } else if (second != null) {
            method.addParameter(Names.ADD_OPTIONS, "options");
            options = CodeBlock.of("options");
        }
        String call = name.equals("add") ? "add" : "addAll";
        return method.addStatement("return $L.$L($L, $L, $L)", target, call, job.constant(), first, options)
                .build();
    }

    private MethodSpec on() {
        return MethodSpec.methodBuilder("on")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .addJavadoc("The same calls on a runtime of the caller's choice.\n")
                .returns(queue.facade().nestedClass("Client"))
                .addParameter(Names.QUEUE_RUNTIME, "runtime")
                .addStatement("return new Client(runtime.client(DEFINITION))")
                .build();
    }

    private MethodSpec in() {
        return MethodSpec.methodBuilder("in")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .addJavadoc("The same calls in the caller's transaction: a job exists if and only if it commits.\n")
                .returns(queue.facade().nestedClass("Client"))
                .addParameter(java.sql.Connection.class, "connection")
                .addStatement("return new Client($T.current(DEFINITION).in(connection))", Names.QUEUE_CLIENT)
                .build();
    }

    private MethodSpec with() {
        CodeBlock.Builder code = CodeBlock.builder().add("return $T.of(DEFINITION)", Names.QUEUE_HANDLERS);
        for (JobModel job : queue.jobs()) {
            code.add("\n.handle($L, $L)", job.constant(), handler(job));
            rules(RuleModel.Kind.BEFORE_RUN, job)
                    .forEach(rule -> code.add("\n.beforeRun($L, $L)", job.constant(), beforeRun(rule)));
            rules(RuleModel.Kind.ON_EXHAUSTED, job)
                    .forEach(rule -> code.add("\n.onExhausted($L, $L)", job.constant(), onExhausted(rule)));
        }
        return MethodSpec.methodBuilder("with")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .addJavadoc("The queue with the handlers that run its jobs, for the builder of a runtime.\n")
                .returns(Names.QUEUE_HANDLERS)
                .addParameter(queue.declaration(), "handlers")
                .addStatement(code.add("\n.build()").build())
                .build();
    }

    private CodeBlock handler(JobModel job) {
        if (!job.payload().isGenerated() && job.takesContext()) {
            return CodeBlock.of("handlers::$L", job.method());
        }
        String payload = job.payload().isGenerated()
                ? job.payload().components().stream()
                        .map(PayloadModel.Component::name)
                        .map(name -> "payload." + name + "()")
                        .collect(Collectors.joining(", "))
                : "payload";
        return CodeBlock.of(
                "(payload, job) -> handlers.$L($L)", job.method(), arguments(payload, job.takesContext() ? "job" : ""));
    }

    private static CodeBlock beforeRun(RuleModel rule) {
        if (rule.takesPayload() && rule.takesContext()) {
            return CodeBlock.of("handlers::$L", rule.method());
        }
        return CodeBlock.of(
                "(payload, job) -> handlers.$L($L)",
                rule.method(),
                arguments(rule.takesPayload() ? "payload" : "", rule.takesContext() ? "job" : ""));
    }

    private static CodeBlock onExhausted(RuleModel rule) {
        if (rule.takesPayload() && rule.takesContext() && rule.takesCause()) {
            return CodeBlock.of("handlers::$L", rule.method());
        }
        return CodeBlock.of(
                "(payload, job, cause) -> handlers.$L($L)",
                rule.method(),
                arguments(
                        rule.takesPayload() ? "payload" : "",
                        rule.takesContext() ? "job" : "",
                        rule.takesCause() ? "cause" : ""));
    }

    private TypeSpec client() {
        ClassName client = queue.facade().nestedClass("Client");
        TypeSpec.Builder type = TypeSpec.classBuilder("Client")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                .addJavadoc("Adds jobs through one runtime, or in one transaction.\n")
                .addField(Names.QUEUE_CLIENT, "client", Modifier.PRIVATE, Modifier.FINAL)
                .addMethod(MethodSpec.constructorBuilder()
                        .addModifiers(Modifier.PRIVATE)
                        .addParameter(Names.QUEUE_CLIENT, "client")
                        .addStatement("this.client = client")
                        .build())
                .addMethod(MethodSpec.methodBuilder("in")
                        .addModifiers(Modifier.PUBLIC)
                        .addJavadoc("The same calls in the caller's transaction.\n")
                        .returns(client)
                        .addParameter(java.sql.Connection.class, "connection")
                        .addStatement("return new Client(client.in(connection))")
                        .build());
        for (JobModel job : queue.jobs()) {
            addMethods(job, false).forEach(type::addMethod);
        }
        return type.build();
    }

    private TypeSpec registration() {
        return TypeSpec.classBuilder("Registration")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                .addSuperinterface(Names.QUEUE_PROVIDER)
                .addJavadoc("Tells the runtime of the queue.\n")
                .addMethod(MethodSpec.constructorBuilder()
                        .addModifiers(Modifier.PUBLIC)
                        .addJavadoc("Called by the JDK's service loader.\n")
                        .build())
                .addMethod(MethodSpec.methodBuilder("queue")
                        .addAnnotation(Override.class)
                        .addModifiers(Modifier.PUBLIC)
                        .returns(Names.QUEUE_DEFINITION)
                        .addStatement("return DEFINITION")
                        .build())
                .build();
    }
}
