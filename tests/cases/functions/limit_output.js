function run(context) {
    const page = 'x'.repeat(1000000);
    for (let i = 0; i < 10; ++i) {
        try {
            context.send('quiet', page);
        } catch (error) {
            context.log(i, error.code);
        }
    }
}
