function run(context) {
    context.log('a'.repeat(65 * 1024));
}
