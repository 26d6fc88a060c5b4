function run(context, event) {
    context.log('Grüße');
    if (true) {
        context.log('ü')