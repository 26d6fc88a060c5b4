function run(context, event) {
    run(context, event);
}
