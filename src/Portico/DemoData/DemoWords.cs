namespace Portico.DemoData;

/// <summary>Names and streets of people who do not exist: common names of many places, and streets made of syllables.</summary>
internal static class DemoWords
{
    internal static readonly string[] Women =
    [
        "Abena", "Adela", "Aiko", "Alma", "Amara", "Amina", "Ana", "Anjali", "Astrid", "Aylin", "Beatriz", "Bianca", "Carmen",
        "Chiara", "Chloe", "Dalia", "Deborah", "Divya", "Dorothy", "Elena", "Elif", "Emma", "Esther", "Fatima", "Freya", "Grace",
        "Halima", "Hana", "Helen", "Ingrid", "Irene", "Isabel", "Jasmine", "Joan", "Judith", "Julia", "Katarina", "Keiko",
        "Lakshmi", "Leila", "Linh", "Lucia", "Mai", "Margaret", "Maria", "Mei", "Miriam", "Nadia", "Naomi", "Ngozi", "Noor",
        "Olga", "Paloma", "Priya", "Rachel", "Rosa", "Ruth", "Sakura", "Sara", "Selma", "Shanice", "Sofia", "Sunita", "Tamara",
        "Teresa", "Thandiwe", "Uma", "Vera", "Wanjiru", "Yasmin", "Yuki", "Zainab", "Zofia",
    ];

    internal static readonly string[] Men =
    [
        "Abdul", "Ahmed", "Alan", "Anders", "Andre", "Antonio", "Arjun", "Bao", "Benjamin", "Carlos", "Chen", "Chidi", "Daniel",
        "David", "Diego", "Dmitri", "Eduardo", "Elias", "Emeka", "Enzo", "Erik", "Ethan", "Felix", "Francisco", "George", "Hao",
        "Hassan", "Hector", "Hiroshi", "Hugo", "Ibrahim", "Isaac", "Ivan", "Jabari", "Jamal", "James", "Javier", "John", "Jonas",
        "Jorge", "Jose", "Kenji", "Kofi", "Kwame", "Lars", "Leo", "Luis", "Mamadou", "Marco", "Mateo", "Michael", "Minh", "Mohammed",
        "Nikhil", "Noah", "Omar", "Oscar", "Pablo", "Patrick", "Pedro", "Rafael", "Raj", "Ravi", "Robert", "Samuel", "Sanjay",
        "Sergei", "Stefan", "Tariq", "Thomas", "Tuan", "Viktor", "Wei", "William", "Yusuf",
    ];

    internal static readonly string[] Families =
    [
        "Abe", "Acosta", "Adeyemi", "Ahmed", "Alvarez", "Andersen", "Bakker", "Banerjee", "Bauer", "Bennett", "Boateng", "Brown",
        "Carvalho", "Castillo", "Chang", "Chen", "Chowdhury", "Cohen", "Cooper", "Costa", "Cruz", "Da Silva", "Davis", "De la Cruz",
        "Demir", "Diallo", "Diaz", "Dubois", "Edwards", "Eriksson", "Fernandez", "Fischer", "Flores", "Foster", "Garcia", "Ghosh",
        "Gomez", "Green", "Gupta", "Haddad", "Hansen", "Harris", "Hassan", "Hernandez", "Hoang", "Hughes", "Ibarra", "Ito", "Ivanov",
        "Jackson", "Jansen", "Jimenez", "Johnson", "Jones", "Kamara", "Kaplan", "Kaur", "Khan", "Kim", "Kowalski", "Kumar", "Larsen",
        "Le", "Lee", "Levy", "Lewis", "Lin", "Lopez", "Macdonald", "Malik", "Martin", "Martinez", "Mbeki", "Mensah", "Mehta",
        "Miller", "Mohamud", "Moore", "Morales", "Moreau", "Müller", "Murphy", "Mwangi", "Nakamura", "Nasser", "Nguyen", "Novak",
        "Núñez", "O'Brien", "O'Connor", "Okafor", "Okoye", "Olsen", "Ortiz", "Osei", "Park", "Patel", "Pereira", "Perez", "Petrov",
        "Pham", "Phillips", "Popescu", "Quispe", "Ramirez", "Reyes", "Rivera", "Robinson", "Rojas", "Romano", "Rossi", "Saito",
        "Salazar", "Sanchez", "Santos", "Sato", "Schmidt", "Schneider", "Scott", "Sharma", "Silva", "Singh", "Smith", "Sokolov",
        "Suzuki", "Tanaka", "Taylor", "Thompson", "Torres", "Tran", "Turner", "Van der Berg", "Vargas", "Vasquez", "Walker", "Wang",
        "Watanabe", "Williams", "Wilson", "Wong", "Wright", "Yamamoto", "Yang", "Yilmaz", "Young", "Zhang", "Zhou",
    ];

    private static readonly string[] s_heads =
        ["Alder", "Amber", "Bram", "Cinder", "Dapple", "Elder", "Fern", "Gorse", "Heron", "Larch", "Mallow", "Otter", "Pebble", "Quill", "Rowan", "Sedge", "Thistle", "Willet"];

    private static readonly string[] s_tails = ["bank", "brook", "croft", "dale", "field", "gate", "hollow", "mere", "ridge", "wick"];
    private static readonly string[] s_kinds = ["Avenue", "Court", "Drive", "Lane", "Place", "Road", "Street", "Way"];

    internal static readonly string[] Alerts =
    [
        "Uses a wheelchair: room with the wide door", "Hard of hearing: face the patient, speak slowly", "Needs an interpreter",
        "Brings a service dog", "Afraid of needles: tell the nurse", "Two people of nearly the same name: check the birth date",
        "Prefers the first appointment of the day", "Latex allergy: tell the clinician",
    ];

    internal static string Street(DemoDice dice) =>
        $"{10 + dice.Below(980)} {dice.Of(s_heads)}{dice.Of(s_tails)} {dice.Of(s_kinds)}";
}
