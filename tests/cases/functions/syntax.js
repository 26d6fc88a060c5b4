function run(context, event) {
    const value = event.data;
    let other = ;
}
