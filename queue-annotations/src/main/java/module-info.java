/** What users of TypedQueue write: {@code @Queue}, {@code @Job} and the rules. */
module dev.typedqueue.annotation {
    exports dev.typedqueue.annotation;
}
